"""Plan -> events: ports, state tables, retry rules and scheduler (pure), and the driver, which is the only loop."""
