/**
 * Decodes UTF-8 that arrives in chunks, a character cut between two of them included. What is not UTF-8 becomes U+FFFD, one for
 * each maximal part of a character (Unicode 15, section 3.9, as browsers do), and is counted. Keeps at most three bytes back.
 */
export interface Utf8 {
  decode(bytes: Uint8Array): string
  /** The rest: U+FFFD when the input ended within a character. Ready for new input afterwards. */
  end(): string
  /** How many U+FFFD were put in. */
  readonly replaced: number
}

export function utf8(): Utf8 {
  const state: State = { needed: 0, point: 0, low: 0x80, high: 0xbf, replaced: 0 }
  return {
    decode: (bytes) => decode(state, bytes),
    end() {
      if (state.needed === 0) return ""
      state.needed = 0
      return replacement(state)
    },
    get replaced() {
      return state.replaced
    },
  }
}

interface State {
  /** Continuation bytes still to come, the bits so far, and the range the next byte must be in. */
  needed: number
  point: number
  low: number
  high: number
  replaced: number
}

function decode(state: State, bytes: Uint8Array): string {
  let out = ""
  let i = 0
  while (i < bytes.length) {
    if (state.needed === 0) {
      const start = i
      while (i < bytes.length && bytes[i]! < 0x80) i++
      out += ascii(bytes, start, i)
      if (i < bytes.length) out += lead(state, bytes[i++]!)
    } else if (bytes[i]! < state.low || bytes[i]! > state.high) {
      state.needed = 0
      out += replacement(state)
    } else {
      out += continuation(state, bytes[i++]!)
    }
  }
  return out
}

/** In slices, since a call takes a bounded number of arguments. */
function ascii(bytes: Uint8Array, start: number, end: number): string {
  let out = ""
  for (let at = start; at < end; at += 4096) out += String.fromCharCode.apply(null, bytes.subarray(at, Math.min(end, at + 4096)) as never)
  return out
}

/** The first byte of a longer character; its second byte's range keeps out overlong forms, surrogates and what is beyond U+10FFFF. */
function lead(state: State, byte: number): string {
  state.low = 0x80
  state.high = 0xbf
  if (byte >= 0xc2 && byte <= 0xdf) {
    state.needed = 1
    state.point = byte & 0x1f
  } else if (byte >= 0xe0 && byte <= 0xef) {
    state.needed = 2
    state.point = byte & 0x0f
    if (byte === 0xe0) state.low = 0xa0
    if (byte === 0xed) state.high = 0x9f
  } else if (byte >= 0xf0 && byte <= 0xf4) {
    state.needed = 3
    state.point = byte & 0x07
    if (byte === 0xf0) state.low = 0x90
    if (byte === 0xf4) state.high = 0x8f
  } else {
    return replacement(state)
  }
  return ""
}

function continuation(state: State, byte: number): string {
  state.low = 0x80
  state.high = 0xbf
  state.point = (state.point << 6) | (byte & 0x3f)
  state.needed--
  return state.needed === 0 ? String.fromCodePoint(state.point) : ""
}

function replacement(state: State): string {
  state.replaced++
  return "\ufffd"
}
