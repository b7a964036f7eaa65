"""Net: the one owner of HTTP, its libraries and their logs; every room that speaks it asks here."""
