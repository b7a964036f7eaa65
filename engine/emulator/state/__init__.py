"""What one emulator keeps on disk: its folder, its jobs with their states, its meter and its uploads."""
