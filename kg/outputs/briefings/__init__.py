"""What an analyst reads on the screen: one file a question, each giving the lines of a note and the rows of a table."""
