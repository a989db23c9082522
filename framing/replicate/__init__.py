"""Runs published experiments again, and says exactly what came out otherwise."""
