/* A calendar file (RFC 5545) with one short event: no page, no storage. */

const LONGEST = 75 /* octets of a line; a longer one goes on in the next, behind a space */
const bytes = new TextEncoder()

/* The text of the file. `start` is a time without a zone, "20261127T083000", so that it is then wherever the reader is. */
export function calendar({ start, title, text, url, now = new Date() }) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "")
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Little Things//Practice//EN",
    "BEGIN:VEVENT",
    `UID:practice-${start}-${stamp}@little-things`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${start}`,
    "DURATION:PT5M",
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    `URL:${url}`,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    "TRIGGER:PT0M",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join("")
}

function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n")
}

function folded(line) {
  const parts = [""]
  let room = LONGEST
  for (const sign of line) {
    const size = bytes.encode(sign).length
    if (size > room) {
      parts.push("")
      room = LONGEST - 1
    }
    parts[parts.length - 1] += sign
    room -= size
  }
  return parts.join("\r\n ")
}
