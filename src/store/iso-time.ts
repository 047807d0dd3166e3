const DAY_MS = 86_400_000;
/** Days from the first of March of the year 0 to the first of January 1970. */
const DAYS_TO_1970 = 719_468;
const DAYS_IN_ERA = 146_097;
/** The years that are written with four digits end here. */
const YEAR_10000_MS = 253_402_300_800_000;

/**
 * A moment in milliseconds since 1970 as `2026-11-21T07:15:00.123Z`, the same as `Date.prototype.toISOString` gives it.
 * That asks for the time zone at its first call, which takes a fifth of a millisecond of a hook's five; here a
 * year begins in March, so that the day that may be missing is its last.
 *
 * @throws RangeError for what is no moment.
 */
export function isoTime(milliseconds: number): string {
  const moment = Math.trunc(milliseconds);
  if (!(moment >= 0 && moment < YEAR_10000_MS)) return new Date(milliseconds).toISOString();
  const ofDay = moment % DAY_MS;
  const days = (moment - ofDay) / DAY_MS + DAYS_TO_1970;
  const era = Math.floor(days / DAYS_IN_ERA);
  const ofEra = days - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const day = ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const seconds = Math.floor(ofDay / 1000);
  const clock = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${year}-${digits(month)}-${digits(day)}T${clock.map(digits).join(':')}.${String(ofDay % 1000).padStart(3, '0')}Z`;
}

function digits(count: number): string {
  return count < 10 ? `0${count}` : String(count);
}
