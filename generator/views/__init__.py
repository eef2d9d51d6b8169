"""What readers see, as frozen values: every sum, share and difference is made here, once, as a figure with its terms.

Nothing below this layer knows a language: labels are texts or messages, which a page or a chart writes in the
reader's own. Templates and charts take these values and compute nothing.
"""
