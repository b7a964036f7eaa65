"""Effects: what is done to pictures, one after another; each is prepared once for a clip and then called frame by frame."""
