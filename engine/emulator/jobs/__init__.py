"""From a request to its end: how jobs are taken in, queued, worked on and rendered."""
