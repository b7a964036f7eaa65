"""Keys, signed links, uploads, and the media that a request names, as local files."""
