"""Phrases: every word that is no fault, in English and Chinese, one table a noun."""
