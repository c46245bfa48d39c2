import type { NginxDirective } from "./nginx-tree.ts"
import type { NginxServer, Setting } from "./settings.ts"

/** Servers of nginx with what they listen on, and where they pass gRPC to. Directives outside of servers are inherited. */
export function nginxServers(tree: readonly NginxDirective[], source: number): readonly NginxServer[] {
	const upstreams = new Map(
		allBlocks(tree, "upstream").map((block) => [
			block.words[0] ?? "",
			(block.block ?? []).filter(({ name }) => name === "server").map((each) => settingOf(each, source)),
		]),
	)
	const found = serversIn(tree, new Map(), source, upstreams)
	const isFragment =
		found.length === 0 && tree.some(({ name }) => /^(?:listen|ssl_|grpc_|location$)/.test(name))
	const first = tree[0]
	return isFragment && first !== undefined
		? [serverOf({ name: "server", words: [], line: first.line, block: tree }, new Map(), source, upstreams)]
		: found
}

type Directives = ReadonlyMap<string, Setting>
type Upstreams = ReadonlyMap<string, readonly Setting[]>

function serversIn(
	tree: readonly NginxDirective[],
	inherited: Directives,
	source: number,
	upstreams: Upstreams,
): readonly NginxServer[] {
	const own = withOwn(inherited, tree, source)
	return tree.flatMap((directive) => {
		if (directive.block === undefined || directive.name === "upstream" || directive.name === "stream")
			return []
		return directive.name === "server"
			? [serverOf(directive, own, source, upstreams)]
			: serversIn(directive.block, own, source, upstreams)
	})
}

function serverOf(
	directive: NginxDirective,
	inherited: Directives,
	source: number,
	upstreams: Upstreams,
): NginxServer {
	const block = directive.block ?? []
	const directives = withOwn(inherited, block, source)
	const name = directives.get("server_name")?.value
	const isHttp2 = directives.get("http2")?.value === "on"
	return {
		at: { source, line: directive.line },
		label: name === undefined || name === "_" ? "nginx's server" : `nginx's server ${name}`,
		listens: block
			.filter(({ name: each }) => each === "listen")
			.map(({ words, line }) => {
				const [address = "", ...options] = words
				const port = Number(/(?:^|:)(\d+)$/.exec(address)?.[1] ?? Number.NaN)
				return {
					port: Number.isNaN(port) ? undefined : port,
					tls: options.includes("ssl") || directives.get("ssl")?.value === "on",
					http2: options.includes("http2") || isHttp2,
					at: { source, line },
				}
			}),
		directives,
		passes: passesIn(block, directives, source, upstreams),
	}
}

function passesIn(
	block: readonly NginxDirective[],
	inherited: Directives,
	source: number,
	upstreams: Upstreams,
): NginxServer["passes"] {
	const own = withOwn(inherited, block, source)
	return block.flatMap((directive): NginxServer["passes"] => {
		if (directive.name === "grpc_pass") {
			const url = settingOf(directive, source)
			const host = url.value.replace(/^grpcs?:\/\//, "")
			const upstream = upstreams.get(host) ?? [{ ...url, value: host }]
			return [{ url, upstream, directives: own }]
		}
		return directive.block === undefined ? [] : passesIn(directive.block, own, source, upstreams)
	})
}

function withOwn(inherited: Directives, block: readonly NginxDirective[], source: number): Directives {
	const own = block.filter(({ block: inner }) => inner === undefined).map((each) => settingOf(each, source))
	return new Map([...inherited, ...own.map((each) => [each.name, each] as const)])
}

function settingOf({ name, words, line }: NginxDirective, source: number): Setting {
	return { name, value: words[0] ?? "", at: { source, line }, from: "file" }
}

function allBlocks(tree: readonly NginxDirective[], name: string): readonly NginxDirective[] {
	return tree.flatMap((each) => [
		...(each.name === name && each.block !== undefined ? [each] : []),
		...(each.block === undefined ? [] : allBlocks(each.block, name)),
	])
}
