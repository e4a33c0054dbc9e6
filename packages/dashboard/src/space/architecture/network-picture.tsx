/** A drawn network, as wide as it is: what does not fit is scrolled to. */
export const NetworkPicture = ({ svg, label }: { readonly svg: string; readonly label: string }) => (
  // The picture is made by `drawNetwork`, which escapes every name that it holds.
  <div className="network-picture" tabIndex={0} role="region" aria-label={label} dangerouslySetInnerHTML={{ __html: svg }} />
)
