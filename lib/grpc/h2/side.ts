/** Who sent something on an HTTP/2 connection. */
export type Side = "client" | "server"

/** The other end. */
export function otherSide(side: Side): Side {
	return side === "client" ? "server" : "client"
}
