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
 */
export async function watchSockets<Value>(
	onSocket: (socket: Socket) => void,
	work: () => Promise<Value>,
): Promise<Value> {
	const mine = Symbol("watch")
	const listener = (message: unknown) => {
		if (currentWatch.getStore() === mine && hasSocket(message)) onSocket(message.socket)
	}
	subscribe(channelName, listener)
	try {
		return await currentWatch.run(mine, work)
	} finally {
		unsubscribe(channelName, listener)
	}
}

/** The channel's documented message is `{ socket }`. */
function hasSocket(message: unknown): message is { socket: Socket } {
	return typeof message === "object" && message !== null && "socket" in message
}
