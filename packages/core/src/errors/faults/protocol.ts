/** D5: protocol and versions. */
export const protocolFaults = {
  D501: (f: { theirs: string; ours: string; upgrade: string }) => ({
    what: `The trial client speaks protocol ${f.theirs}; this runner speaks ${f.ours}.`,
    why: "The handshake failed; the attempt was not counted.",
    mend: f.upgrade,
  }),
}
