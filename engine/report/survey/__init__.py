"""Survey: the plan of a campaign at one glance."""
