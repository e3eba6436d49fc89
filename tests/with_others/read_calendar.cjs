// Reads a calendar file from standard input with ical.js. Prints of each event, as often as it
// repeats: its start, the same in seconds since 1970, its length, whether it is of a whole day,
// its title and its description.
const ICAL = require("ical.js");
const file = new ICAL.Component(ICAL.parse(require("fs").readFileSync(0, "utf-8")));
for (const zone of file.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const shown = [];
for (const component of file.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component);
  const starts = event.iterator();
  for (let start = starts.next(); start; start = starts.next()) {
    const seconds = event.duration.toSeconds();
    const texts = [event.summary, event.description];
    shown.push([start.toString(), start.toUnixTime(), seconds, start.isDate, ...texts]);
  }
}
console.log(JSON.stringify(shown));
