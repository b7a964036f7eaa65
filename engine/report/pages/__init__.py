"""Pages: what was made, as HTML to hand over; templates, styles and scripts come as values (pure)."""
