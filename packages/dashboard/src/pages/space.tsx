/** To come. */
export default function Space() {
  return <p className="lack">This page is not there yet.</p>
}
