"""The journal of one project and the account of one user: SQLite records of events, open attempts, results and money."""
