"""What the emulator says over HTTP: the shapes of its answers, what queries read, and how a scripted fault looks there."""
