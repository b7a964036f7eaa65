"""Services: those who make the clips, behind the port in `run.service`."""
