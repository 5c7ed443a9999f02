"""Several coders of one article: whether they would have coded the same, where not, and what hangs on it.

coded         what each coder claims, and what was settled, of the same articles
overlap       how far passages overlap, and which claims may be one
matching      claims of two coders that are one: maximum weight, one to one; the same of more coders
fields        what of a claim is compared, and on which level it is measured
alpha         Krippendorff's α with its interval, from values alone
agreement     all of it: claims found, field by field, by pair, article and month; where coders differ
rows, note, method, document
              the same as tables, for the screen, in the words and table of a paper, and as JSON
assignment    who codes which article, drawn; and how far each has come
effect        which scores would be others if one coder had coded alone
"""
