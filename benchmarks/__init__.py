"""What a build and a query cost, side by side with the plain way of doing the same."""
