import type { AddressInfo, Server, Socket } from "node:net"

/** Where a lab server listens: a loopback port (0 for any free one), at 127.0.0.1 unless `host` says otherwise, or a unix socket. */
export type Place = { readonly port: number; readonly host?: string } | { readonly path: string }

/** A server that listens; closing it ends its connections too. */
export interface Listening {
	/** 0 for unix sockets. */
	readonly port: number
	readonly close: () => Promise<void>
}

/**
 * Listens on its loopback address or the unix socket, and keeps count of every connection so that closing ends them all. Nothing
 * that a client sends, and no refused accept, ends the process.
 */
export async function listen(server: Server, place: Place): Promise<Listening> {
	const open = new Set<Socket>()
	server.on("connection", (socket: Socket) => {
		open.add(socket)
		socket.on("error", () => socket.destroy())
		socket.once("close", () => open.delete(socket))
	})
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject)
		server.listen(
			"path" in place ? { path: place.path } : { port: place.port, host: place.host ?? "127.0.0.1" },
			() => {
				server.off("error", reject)
				resolve()
			},
		)
	})
	server.on("error", (cause: Error) => process.emitWarning(`lab server: ${cause.message}`))
	const address: AddressInfo | string | null = server.address()
	return {
		port: typeof address === "object" && address !== null ? address.port : 0,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve())
				for (const socket of open) socket.destroy()
			}),
	}
}
