"""The interactive view: one HTML file that needs no network.

The scripts are modules in `kg/web/templates/`: `shared/` for any page (data, words, elements, the card of a claim, the
text of an article, colours), which knows nothing of the view, and `view/`, the page itself. esbuild bundles them into
`view.bundle.js` (`make scripts`), which is committed, embedded by `html.py` and named by its hash in the page's policy.
White space is taken out, which makes a page a twentieth smaller; names stay. A test holds the bundle to the modules.

A module does nothing when it is imported, but for `view/main.js`, which starts the others; what follows from the data
is `fromData(…)`, so that node can import and test all of them (`tests/web/view/scripts/`). Types stand in JSDoc, the
shapes of the data in `shared/payload.d.ts`, which a test holds to the `TypedDict`s. What is shown follows from one
`state` (`state.js`), which the address keeps (`address.js`):

    days, facets      which claims pass: the window of time and the filters
    measure           the formulas alone, equal to Python's to 1e-9 by test
    relations         what the claims that pass come to: ties, tension, power, agreement
    computed          all of that for a state, and whatever has a name in it
    edges, derive     the lines and nodes of that which are drawn
    canvas, table, panel, time, filters, legend    who draws them

Elements are built with `h()` and `svg()`, never parsed, so that text from the data can only become text.
"""
