import { describe, expect, it } from "vitest"
import { explain } from "./explain.ts"

const commandsOf = (text: string) => {
	const { decision, wouldTell = [] } = explain(text)
	return [decision?.command, ...wouldTell.map(({ command }) => command)].filter((each) => each !== undefined)
}

describe("a fault in files", () => {
	it("is decided by looking at both files", () => {
		expect(commandsOf("tls: private key does not match public key")).toEqual([
			"countersign cert match --cert server.pem --key server-key.pem",
		])
	})

	it("is decided by the files that the text names", () => {
		const text = "cannot use /etc/pki/web.crt with /etc/pki/web.key: key values mismatch"
		expect(commandsOf(text)).toEqual([
			"countersign cert match --cert /etc/pki/web.crt --key /etc/pki/web.key",
		])
		expect(commandsOf("PEM routines::no start line, reading conf/ca.pem")).toEqual([
			"countersign cert inspect conf/ca.pem",
		])
	})

	it("leaves the lead to a check where the text names an endpoint", () => {
		const text = "dial pdp.test:443: tls: private key does not match public key"
		expect(commandsOf(text)).toEqual([])
	})

	it("is not seen in what a server says", () => {
		const commands = commandsOf("x509: certificate signed by unknown authority")
		expect(commands.filter((each) => each.includes("cert match") || each.includes("cert inspect"))).toEqual(
			[],
		)
	})
})
