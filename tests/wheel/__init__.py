"""The wheel tested: installed into an empty environment, it makes a project and builds it, and reads no checkout."""
