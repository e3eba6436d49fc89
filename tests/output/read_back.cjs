// Reads a calendar file from standard input with ical.js, and prints each dose that it shows:
// the time of day where it is, and the moment, in seconds since 1970.
const ICAL = require("ical.js");
const root = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf-8")));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const shown = [];
for (const component of root.getAllSubcomponents("vevent")) {
  if (!component.getFirstSubcomponent("valarm")) continue;
  const event = new ICAL.Event(component);
  const steps = event.iterator();
  for (let start = steps.next(); start; start = steps.next()) {
    shown.push([start.toString(), start.toUnixTime(), event.duration.toSeconds()]);
  }
}
console.log(JSON.stringify(shown));
