import { createServer } from "node:net"
import type { LabScenario } from "../scenario.ts"
import { listen } from "../servers/listen.ts"
import { serverFlightWith } from "../servers/raw-flight.ts"

/** A certificate that does not parse. */
export const unreadableCertificate: LabScenario = {
	id: "unreadable-certificate",
	title: "A certificate that does not parse",
	explains:
		"The server's Certificate message carries bytes that are no certificate. They are shown as " +
		"bytes, with the place where reading failed.",
	expected: {
		mode: "unknown",
		clientAuth: "unknown",
		tlsVersion: "1.2",
		identity: null,
		rule: "unreadable-certificate",
		configuredOutcome: "failed",
	},
	start: async (context) => {
		const flight = serverFlightWith([Buffer.from("this is no certificate at all")])
		const server = await listen(
			createServer((socket) => socket.once("data", () => socket.write(flight))),
			context,
		)
		return { settings: { target: `grpcs://localhost:${server.port}`, mode: "tls" }, close: server.close }
	},
}
