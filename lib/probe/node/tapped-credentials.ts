import type { Socket } from "node:net"
import type { Duplex } from "node:stream"
import { CallCredentials, ChannelCredentials, type experimental } from "@grpc/grpc-js"

/** Makes the connection that HTTP/2 will run on from the TCP or unix socket that grpc-js has just connected. */
export type ConnectOver = (socket: Socket) => Promise<Duplex>

type SecureConnector = experimental.SecureConnector
type GrpcUri = Parameters<ChannelCredentials["_createSecureConnector"]>[0]
type Options = Parameters<ChannelCredentials["_createSecureConnector"]>[1]

/**
 * Channel credentials that let us stand between grpc-js and the wire: grpc-js connects the socket, calls
 * `connectOver`, and speaks HTTP/2 on what it gets back. The contract is grpc-js's `_createSecureConnector`
 * (1.14, exported for subclassing); `tapped-credentials.test.ts` fails when it changes.
 */
export class TappedCredentials extends ChannelCredentials {
	readonly #connectOver: ConnectOver
	readonly #secure: boolean

	constructor(connectOver: ConnectOver, secure: boolean) {
		super()
		this.#connectOver = connectOver
		this.#secure = secure
	}

	override _isSecure(): boolean {
		return this.#secure
	}

	override _equals(other: ChannelCredentials): boolean {
		return this === other
	}

	override _createSecureConnector(
		_target: GrpcUri,
		_options: Options,
		calls?: CallCredentials,
	): SecureConnector {
		return {
			connect: async (socket) => ({
				socket: asSocket(await this.#connectOver(socket)),
				secure: this.#secure,
			}),
			waitForReady: () => Promise.resolve(),
			getCallCredentials: () => calls ?? CallCredentials.createEmpty(),
			destroy: () => undefined,
		}
	}
}

/** grpc-js hands the result to `http2.connect` alone, which takes any Duplex (Node's documentation of createConnection). */
function asSocket(stream: Duplex): Socket {
	return stream as Socket
}
