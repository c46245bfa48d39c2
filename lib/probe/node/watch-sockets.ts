import { AsyncLocalStorage } from "node:async_hooks"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import type { Socket } from "node:net"

/** Node announces every client socket here at the moment it is made, before it connects. */
const channelName = "net.client.socket"

const currentWatch = new AsyncLocalStorage<symbol>()

/**
 * Runs `work` and reports every TCP or unix socket that it opens, before the socket connects. grpc-js opens the
 * socket of a channel itself and flattens a failure to prose; this keeps the typed facts (`ECONNREFUSED`, the moment
 * of `connect`). Sockets of other work that runs at the same time are not reported: the asynchronous context tells
 * them apart.
 *
 * Every reported socket is destroyed when `signal` aborts, and one that is still connecting when `work` ends is
 * destroyed then: a peer that drops our SYN cannot keep it.
 */
export async function watchSockets<Value>(
	onSocket: (socket: Socket) => void,
	work: () => Promise<Value>,
	signal: AbortSignal,
): Promise<Value> {
	const mine = Symbol("watch")
	const sockets: Socket[] = []
	const destroyAll = () => {
		for (const socket of sockets) socket.destroy()
	}
	const listener = (message: unknown) => {
		if (currentWatch.getStore() !== mine || !hasSocket(message)) return
		sockets.push(message.socket)
		onSocket(message.socket)
		if (signal.aborted) message.socket.destroy()
	}
	signal.addEventListener("abort", destroyAll)
	subscribe(channelName, listener)
	try {
		return await currentWatch.run(mine, work)
	} finally {
		unsubscribe(channelName, listener)
		signal.removeEventListener("abort", destroyAll)
		for (const socket of sockets) if (socket.connecting || signal.aborted) socket.destroy()
	}
}

/** The channel's documented message is `{ socket }`. */
function hasSocket(message: unknown): message is { socket: Socket } {
	return typeof message === "object" && message !== null && "socket" in message
}
