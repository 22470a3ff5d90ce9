/* What is led, as plain values: where it stands, and what each move makes of that. Nothing here knows a page. */

export const SIZE = [1280, 720] /* of the wall until there is one: width and height in CSS pixels */

/* The key of a step and the number of its screen, out of a place as it stands in the address: "decide", "k3f9.2". */
export function read(place) {
  const [key, number] = String(place).split(".")
  return { key, screen: Math.max(1, Number.parseInt(number, 10) || 1) }
}

function write(key, screen) {
  return screen > 1 ? `${key}.${screen}` : key
}

/* The rules of a course: `keys` of its steps, and how many `screens` a step needs on a wall of a size. */
export function rules(keys, screens) {
  const first = { place: keys[0], size: SIZE, open: false, blank: false, shown: false, hands: {}, since: null, spent: {} }
  const course = { keys, screens, first }
  const kindOf = (move) => Object.keys(MOVES).find((kind) => kind in move)
  return {
    first,
    play: (state, move) => MOVES[kindOf(move)]?.(state, move, course) ?? state,
    sound: (state) => sound(state, course),
  }
}

/* What each kind of move makes of a state. The `count` of a move is the time at which it was made. */
const MOVES = {
  by(state, { by, count }, course) {
    const { key, screen } = read(state.place)
    const next = screen + Math.sign(by)
    if (next >= 1 && next <= course.screens(key, state.size)) return go(state, key, next, count, course)
    const other = course.keys[course.keys.indexOf(key) + Math.sign(by)]
    return other ? go(state, other, by < 0 ? Infinity : 1, count, course) : { ...state, blank: false }
  },

  to(state, { to, count }, course) {
    const { key, screen } = read(to)
    return course.keys.includes(key) ? go(state, key, screen, count, course) : state
  },

  /* A wall of another size may need more screens, or fewer: stay in the same part of the step. */
  size(state, { size }, { screens }) {
    if (!isSize(size)) return state
    const { key, screen } = read(state.place)
    const [before, after] = [state.size, size].map((each) => screens(key, each))
    return { ...state, size, open: true, place: write(key, 1 + Math.floor(((screen - 1) * after) / before)) }
  },

  hand(state, { hand, letter, more }) {
    const counts = { ...state.hands[hand] }
    counts[letter] = Math.max(0, (counts[letter] ?? 0) + more)
    return { ...state, hands: { ...state.hands, [hand]: counts } }
  },

  open: (state, { open }) => ({ ...state, open }),
  blank: (state, { blank }) => ({ ...state, blank }),
  shown: (state, { shown }) => ({ ...state, shown }),
  again: ({ size, open, shown }, _, { first }) => ({ ...first, size, open, shown }),
}

/* Go to a screen of a step. The time of a step counts on when one comes back to it; before the first move none runs. */
function go(state, key, screen, time, { screens }) {
  const { key: from } = read(state.place)
  const place = write(key, Math.min(screen, screens(key, state.size)))
  if (key === from) return { ...state, place, blank: false }
  const spent = { ...state.spent, [from]: timeOf(state, from, time) }
  return { ...state, place, blank: false, since: time, spent }
}

/* How many milliseconds a step has taken. */
export function timeOf(state, key, now) {
  const running = read(state.place).key === key && state.since !== null ? Math.max(0, now - state.since) : 0
  return (state.spent[key] ?? 0) + running
}

function isSize(size) {
  return Array.isArray(size) && size.length === 2 && size.every((length) => length >= 1 && length < 2 ** 16)
}

/* A state that was kept, as far as it fits: what has another form than ours is as at the first. */
function sound(state, { first, keys }) {
  const fits = (name) => name in state && (first[name] === null || typeof state[name] === typeof first[name])
  const kept = Object.fromEntries(Object.keys(first).map((name) => [name, fits(name) ? state[name] : first[name]]))
  if (!keys.includes(read(kept.place).key)) kept.place = first.place
  if (!isSize(kept.size)) kept.size = first.size
  return kept
}
