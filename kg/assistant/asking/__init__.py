"""`kg ask`: a question in words, answered by a model that uses the tools, in sentences that each cite claims.

`conversation.py` asks the model turn by turn, within bounds; `citations.py` holds what it says against the graph, and
refuses every sentence that cites nothing, cites what is not there or was not read, quotes what nobody said, or gives a
number that stands nowhere. `offers.py` is for those who have no model: the commands that fit the words. What a model is
stands in `model.py`; which one is asked is for the command to say.
"""
