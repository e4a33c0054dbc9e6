/** A badge that says the award, as an SVG image of fixed widths that needs no font but the reader's. */
export function badge(award: number | undefined): string {
  const [text, colour] = award === undefined ? ["none", "#9f3a38"] : [`L${award}`, award >= 3 ? "#2e7d32" : "#8a6d00"]
  const label = `diapason protocol: ${text}`
  return `<svg xmlns="http://www.w3.org/2000/svg" width="158" height="20" role="img" aria-label="${label}">
<title>${label}</title>
<rect width="118" height="20" fill="#444"/>
<rect x="118" width="40" height="20" fill="${colour}"/>
<g fill="#fff" font-family="Verdana,Geneva,sans-serif" font-size="11" text-anchor="middle">
<text x="59" y="14">diapason protocol</text>
<text x="138" y="14">${text}</text>
</g>
</svg>
`
}
