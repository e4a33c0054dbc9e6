import { expect, it } from "vitest"
import { philox4x32 } from "@diapason/math"

// Random123, tests/kat_vectors (Salmon et al. 2011)
const vectors = [
  { rounds: 10, counter: [0, 0, 0, 0], key: [0, 0], words: "6627e8d5 e169c58d bc57ac4c 9b00dbd8" },
  { rounds: 10, counter: [-1, -1, -1, -1], key: [-1, -1], words: "408f276d 41c83b0e a20bc7c6 6d5451fd" },
  {
    rounds: 10,
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: "d16cfe09 94fdcceb 5001e420 24126ea1",
  },
  { rounds: 7, counter: [0, 0, 0, 0], key: [0, 0], words: "5f6fb709 0d893f64 4f121f81 4f730a48" },
] as const

for (const { rounds, counter, key, words } of vectors)
  it(`philox4x32 with ${rounds} rounds from ${counter.join(",")} is ${words}`, () => {
    const out = new Uint32Array(4)
    const [c0, c1, c2, c3] = counter
    const [k0, k1] = key
    philox4x32(c0, c1, c2, c3, k0, k1, out, rounds)
    expect([...out].map((word) => word.toString(16).padStart(8, "0")).join(" ")).toBe(words)
  })
