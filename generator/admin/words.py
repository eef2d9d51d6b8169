"""The words of Decap CMS' own buttons and messages, by their place in its catalogue."""

from typing import Any

from generator.i18n import Message, Translator, msg

WORDS: dict[str, Message] = {
    "app.header.content": msg("Files"),
    "app.header.quickAdd": msg("New"),
    "app.header.media": msg("Media files"),
    "collection.sidebar.collections": msg("Forms"),
    "collection.sidebar.searchAll": msg("Search all forms"),
    "collection.sidebar.searchIn": msg("Search in"),
    "collection.collectionTop.sortBy": msg("Sort by"),
    "collection.collectionTop.viewAs": msg("View as"),
    "collection.collectionTop.newButton": msg("New: %{collectionLabel}"),
    "collection.collectionTop.newButtonAriaLabel": msg("Make a new file: %{collectionLabel}"),
    "collection.collectionTop.ascending": msg("Ascending"),
    "collection.collectionTop.descending": msg("Descending"),
    "collection.entries.loadingEntries": msg("Loading the files"),
    "collection.entries.noEntries": msg("No file yet"),
    "editor.editorControl.field.optional": msg("may be left empty"),
    "editor.editorControlPane.widget.required": msg("%{fieldLabel} must be filled in."),
    "editor.editorControlPane.widget.regexPattern": msg("%{fieldLabel} must be written so: %{pattern}."),
    "editor.editorControlPane.widget.pathExists": msg("There is a file %{path} already"),
    "editor.editor.onLeavePage": msg("Leave without saving?"),
    "editor.editor.loadingEntry": msg("Loading the file"),
    "editor.editor.confirmLoadBackup": msg("Something you typed before was not saved. Use it?"),
    "editor.editorToolbar.publish": msg("Save (form)"),
    "editor.editorToolbar.publishNow": msg("Save into the file"),
    "editor.editorToolbar.publishing": msg("Saving"),
    "editor.editorToolbar.published": msg("Saved"),
    "editor.editorToolbar.publishAndCreateNew": msg("Save and make a new one"),
    "editor.editorToolbar.publishAndDuplicate": msg("Save and duplicate"),
    "editor.editorToolbar.duplicate": msg("Duplicate"),
    "editor.editorToolbar.backCollection": msg("Form: %{collectionLabel}"),
    "editor.editorToolbar.unsavedChanges": msg("Not saved yet"),
    "editor.editorToolbar.changesSaved": msg("All is saved"),
    "editor.editorToolbar.deployPreviewButtonLabel": msg("Look at it in the preview"),
    "editor.editorToolbar.deployButtonLabel": msg("Look at it in the preview"),
    "editor.editorWidgets.list.add": msg("Add: %{item}"),
    "editor.editorWidgets.object.expand": msg("Unfold"),
    "editor.editorWidgets.object.collapse": msg("Fold"),
    "ui.settingsDropdown.logOut": msg("Leave"),
    "ui.toast.onFailToLoadEntries": msg("The file could not be loaded: %{details}"),
    "ui.toast.onFailToPersist": msg("Not saved: %{details}"),
    "ui.toast.missingRequiredField": msg("A field that must be filled in is empty; it is marked in red."),
    "ui.toast.entrySaved": msg("Saved into the file"),
    "ui.toast.entryPublished": msg("Saved into the file"),
}


def locale(say: Translator) -> dict[str, Any]:
    """Return the words as Decap CMS nests them."""
    made: dict[str, Any] = {}
    for path, words in WORDS.items():
        *groups, name = path.split(".")
        below = made
        for group in groups:
            below = below.setdefault(group, {})
        below[name] = say.render(words)
    return made
