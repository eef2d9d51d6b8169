"""What was done when."""

from generator.charts import chart
from generator.charts.drawing.calendar import short_span
from generator.charts.drawing.letters import clean
from generator.charts.drawing.marks import twice
from generator.charts.drawing.picture import Cited, Picture, begin, join, more, say, tabulate
from generator.charts.drawing.timeline import Event, timeline
from generator.i18n import Message, Translator, msg
from generator.model.date import Date
from generator.model.report import Activity
from generator.views.report import ReportView

MOST_EVENTS = 16
"""Activities that the line shows; the table below it holds all of them."""
_FEWEST = 2


@chart("timeline", section="activities", of="report")
def picture_timeline(view: ReportView, to: Translator) -> Picture | None:
    """Show the activities of a period along the months, dots for days and bars for longer spans."""
    events = [_event(one, to) for one in view.report.activities]
    said = {id(event): _when(one) for event, one in zip(events, view.report.activities, strict=True)}
    dated = sorted((one for one in events if one.first), key=lambda one: (one.first, one.last, one.label))
    if len(dated) < _FEWEST:
        return None
    ordered = [*dated, *(one for one in events if not one.first)]
    shown, left = ordered[:MOST_EVENTS], len(ordered) - MOST_EVENTS
    rest = more(left, to)
    narrow, wide = twice(lambda width: timeline(shown, width, to, rest))
    title = _title(ordered, to)
    return Picture(
        title=title,
        subtitle=join(to("Activities by date"), say(view.span, to) if view.span else ""),
        takeaway=f"{title}. {'; '.join(f'{one.when}: {one.label}' for one in ordered)}.",
        source=_source(view),
        table=tabulate((to("When"), to("Activity")), ((said[id(one)], one.label) for one in ordered)),
        narrow=narrow,
        wide=wide,
    )


def _event(activity: Activity, to: Translator) -> Event:
    day = activity.on or activity.first or activity.to
    label = begin(say(activity.title, to))
    if day is None:
        return Event(label, to("date not reported"), None, None)
    last = activity.on or activity.to or day
    return Event(label, say(_when(activity), to), day.first, last.last if last.last and day.first else day.last)


def _when(activity: Activity) -> Date | Message:
    """Return when it was done, as the table under the chart holds it."""
    day = activity.on or activity.first or activity.to
    last = activity.on or activity.to or day
    if day is None or last is None:
        return msg("date not reported")
    return day if last == day else msg("{first} to {last}", first=day, last=last)


def _source(view: ReportView) -> tuple[Cited, ...]:
    given = (one.source or view.report.source for one in view.report.activities)
    names = dict.fromkeys(name for name in given if name)
    documents = (view.sources[name] for name in names if name in view.sources)
    return tuple(Cited(clean(one.title, 160), one.language) for one in documents)


def _title(events: list[Event], to: Translator) -> str:
    firsts = [one.first for one in events if one.first]
    lasts = [one.last for one in events if one.last]
    span = short_span(min(firsts), max(lasts), to)
    latest = max((one for one in events if one.last), key=lambda one: (one.last, one.first))
    return to("{count} activities in {span}; the last: {name}", count=len(events), span=span, name=latest.label)
