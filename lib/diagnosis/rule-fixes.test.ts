import { describe, expect, it } from "vitest"
import { placeholderContext } from "./fix-context.ts"
import { rules } from "./rules.ts"
import { serverKinds } from "./snippet/server-kinds.ts"

const clients = ["permguard", "grpcurl", "go", "node", "python", "java", "rust", "dotnet"] as const
const kinds = ["permguard", "go", "java", "node", "nginx", "envoy"] as const
const of = (blame: string) =>
	rules.filter((rule) => rule.blame === blame).map((rule) => [rule.id, rule] as const)
const hostile = {
	...placeholderContext,
	host: "$(id);'\"\n{}",
	address: "$(id);'\"\n{}:1",
	serverName: "a'; rm -rf / #",
	port: 1,
}

describe("rules whose cure lies at the server", () => {
	it.each(of("server"))("%s says to each main kind of server what to do, or why nothing", (_, rule) => {
		const fixes = rule.fixes(placeholderContext).filter((fix) => fix.for === "server")
		const said = fixes.flatMap((fix) => (fix.server === undefined ? [] : [fix.server]))
		expect(kinds.filter((kind) => !said.includes(kind))).toEqual([])
	})

	it.each(rules.map((rule) => [rule.id, rule] as const))("%s speaks once to a kind, in order", (_, rule) => {
		const said = rule.fixes(placeholderContext).flatMap(({ server }) => server ?? [])
		expect(said).toEqual(serverKinds.filter((kind) => said.includes(kind)))
	})

	it.each(rules.map((rule) => [rule.id, rule] as const))(
		"%s writes sentences, and no name that could act in a server's settings",
		(_, rule) => {
			for (const fix of rule.fixes(hostile).filter(({ server }) => server !== undefined)) {
				expect(fix.text).toMatch(/^[A-Z].*[.:]$|^(?:nginx|grpc|tonic|rustls|optional)/)
				expect(fix.command ?? "").not.toMatch(/rm -rf|\$\(id\)|undefined/)
			}
		},
	)
})

describe("rules whose cure lies at the client", () => {
	it.each(of("client"))("%s has a fix for each client", (_, rule) => {
		const said = rule.fixes(placeholderContext).map((fix) => fix.for)
		expect(clients.filter((client) => !said.includes(client))).toEqual([])
	})
})
