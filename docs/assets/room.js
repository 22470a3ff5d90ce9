/*
 * Windows in step. Every window writes down each move, its own and those of the others, under a number that only grows.
 * All play them in the same order from the same start, so they come to the same place, however fast the keys are and
 * whichever move arrives first. They follow by messages alone, since a covered window has no timers and no frames.
 */

import { device, shared } from "./keep.js"

const MOST = 64 /* moves that are remembered one by one; the older half of them is then played into the start */

export class Room {
  /* `play` makes the next state of a state and a move, `sound` a whole one of a state that was kept, and `changed` is told
     of each new one. */
  constructor(name, { first, play, sound, changed }) {
    Object.assign(this, { name, play, sound, changed })
    this.me = crypto.getRandomValues(new Uint32Array(1))[0]
    this.state = first
    this.book = { count: 0, state: first, moves: [] }
    this.say = shared(name, (text) => this.hear(text))
    /* A page that was frozen has heard nothing. */
    for (const back of ["pageshow", "visibilitychange"]) addEventListener(back, () => this.tell())
  }

  /* Make a move. Its number is the time, so that who comes later does not undo what was done meanwhile. */
  do(move, time = Date.now()) {
    const count = Math.max(time, (this.book.moves.at(-1)?.count ?? this.book.count) + 1)
    this.write(move, count)
  }

  /* The same for a move that was made at another time than now, such as the opening of this window. */
  write(move, count) {
    this.merge({ ...this.book, moves: [{ ...move, count, from: this.me }] })
    this.tell()
  }

  tell() {
    this.say(JSON.stringify(this.book))
  }

  /* Take up what this device kept before a reload, and say whether there was anything. */
  remember() {
    const kept = device.kept(this.name, (text) => this.read(text))
    if (kept) this.merge(kept)
    return Boolean(kept)
  }

  hear(text) {
    const heard = this.read(text)
    if (!heard) return
    this.merge(heard)
    const known = new Set(heard.moves.map(identity))
    if (this.book.count > heard.count || this.book.moves.some((move) => !known.has(identity(move)))) this.tell()
  }

  /* A book out of a text, which may be anything; null where it is none. */
  read(text) {
    try {
      const { count, state, moves } = JSON.parse(text)
      const right = [count, ...moves.flatMap((move) => [move.count, move.from])].every((number) => number >= 0 && number < 2 ** 50)
      return right ? { count, state: this.sound(state), moves } : null
    } catch {
      return null
    }
  }

  merge(other) {
    const before = JSON.stringify(this.state)
    const { count, state } = other.count > this.book.count ? other : this.book
    const all = new Map([...this.book.moves, ...other.moves].map((move) => [identity(move), move]))
    const moves = [...all.values()].filter((move) => move.count > count)
    this.book = this.shorter({ count, state, moves: moves.sort((one, two) => one.count - two.count || one.from - two.from) })
    this.state = this.book.moves.reduce(this.play, this.book.state)
    if (JSON.stringify(this.state) !== before) this.changed(this.state)
  }

  shorter({ count, state, moves }) {
    if (moves.length <= MOST) return { count, state, moves }
    const until = moves[MOST / 2].count
    const old = moves.filter((move) => move.count <= until)
    return { count: until, state: old.reduce(this.play, state), moves: moves.slice(old.length) }
  }
}

function identity({ count, from }) {
  return `${count} ${from}`
}
