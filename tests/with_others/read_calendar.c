/* Reads a calendar file from standard input with libical. Prints of each event, as often as it
   repeats: its first second and its last since 1970, 1 if it is of a whole day, 1 if its
   description has a warning, and its title. */
#include <libical/ical.h>
#include <stdio.h>
#include <string.h>

static char text[16 << 20];

static void show(icalcomponent *event, struct icaltime_span *span, void *ignored)
{
    const char *description = icalcomponent_get_description(event);
    (void)ignored;
    printf("%lld\t%lld\t%d\t%d\t%s\n", (long long)span->start, (long long)span->end,
           icalcomponent_get_dtstart(event).is_date,
           description != NULL && strstr(description, "\nWarning: ") != NULL,
           icalcomponent_get_summary(event));
}

int main(void)
{
    text[fread(text, 1, sizeof text - 1, stdin)] = '\0';
    icalcomponent *file = icalparser_parse_string(text);
    if (file == NULL || icalcomponent_count_errors(file) > 0)
        return 1;
    icalcomponent *event = icalcomponent_get_first_component(file, ICAL_VEVENT_COMPONENT);
    for (; event; event = icalcomponent_get_next_component(file, ICAL_VEVENT_COMPONENT))
        icalcomponent_foreach_recurrence(event, icaltime_from_string("20000101T000000Z"),
                                         icaltime_from_string("20500101T000000Z"), show, NULL);
    return 0;
}
