"""What the measure of event tables costs, beside the same work written by hand."""
