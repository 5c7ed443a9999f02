"""Whether the measure tells rivals from allies, and who will dispute next year, among dyads of equal volume."""
