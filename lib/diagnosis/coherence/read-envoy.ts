import type { EnvoyContext, Place, Setting } from "./settings.ts"
import { at, itemsAt, lineAt, mapsWith, outermost, settingAt, textAt } from "./yaml-path.ts"
import type { YamlNode } from "./yaml-tree.ts"

/** Every listener's filter chain and every cluster of Envoy's configuration, and TLS contexts that stand alone. */
export function envoyContexts(root: YamlNode, source: number): readonly EnvoyContext[] {
	const listeners = mapsWith(root, "filter_chains")
	const clusters = mapsWith(root, "load_assignment").concat(
		mapsWith(root, "typed_extension_protocol_options").filter(
			(map) => at(map, "load_assignment") === undefined,
		),
	)
	const chains = listeners.flatMap((listener) =>
		itemsAt(listener, "filter_chains").map((chain) => chainContext(listener, chain, source)),
	)
	const whole = new Set([...listeners, ...clusters])
	const bare = outermost(
		root,
		(map) => whole.has(map) || at(map, "transport_socket") !== undefined || isTlsContext(map),
	).filter((map) => !whole.has(map))
	return [
		...chains,
		...clusters.map((cluster) => clusterContext(cluster, source)),
		...bare.map((map) => (isDownstream(map) ? chainContext(map, map, source) : clusterContext(map, source))),
	]
}

function isTlsContext(map: YamlNode): boolean {
	return /\.(?:Up|Down)streamTlsContext$/.test(textAt(map, "@type") ?? "")
}

function isDownstream(map: YamlNode): boolean {
	return mapsWith(map, "@type").some((each) => /DownstreamTlsContext$/.test(textAt(each, "@type") ?? ""))
}

function chainContext(listener: YamlNode, chain: YamlNode, source: number): EnvoyContext {
	const context = tlsContext(chain)
	const manager = mapsWith(chain, "@type").find((map) =>
		/HttpConnectionManager$/.test(textAt(map, "@type") ?? ""),
	)
	const name = textAt(listener, "name")
	const port = Number(textAt(listener, "address", "socket_address", "port_value") ?? Number.NaN)
	return {
		...tlsFacts(context, chain, source),
		role: "server",
		label: name === undefined ? "Envoy's listener" : `Envoy's listener ${name}`,
		isHttp: manager !== undefined || context === chain || at(chain, "filters") === undefined,
		hasHttp2: manager !== undefined && textAt(manager, "codec_type") === "HTTP2",
		endpoints: [],
		ports: Number.isNaN(port) ? [] : [port],
	}
}

function clusterContext(cluster: YamlNode, source: number): EnvoyContext {
	const name = textAt(cluster, "name")
	const sockets = mapsWith(at(cluster, "load_assignment") ?? cluster, "socket_address")
	const isFragment = at(cluster, "load_assignment") === undefined && name === undefined
	return {
		...tlsFacts(tlsContext(cluster), cluster, source),
		role: "client",
		label: name === undefined || isTlsContext(cluster) ? "Envoy's upstream" : `Envoy's cluster ${name}`,
		isHttp: !isFragment,
		hasHttp2:
			mapsWith(cluster, "http2_protocol_options").length > 0 ||
			mapsWith(cluster, "use_downstream_protocol_config").length > 0,
		autoSni: mapsWith(cluster, "auto_sni").some((map) => textAt(map, "auto_sni") === "true"),
		endpoints: sockets.flatMap((socket): readonly Setting[] => {
			const host = textAt(socket, "socket_address", "address")
			const port = textAt(socket, "socket_address", "port_value")
			if (host === undefined || port === undefined) return []
			const place = { source, line: lineAt(socket, "socket_address") }
			return [{ name: "socket_address", value: `${host}:${port}`, at: place, from: "file" }]
		}),
		ports: [],
	}
}

function tlsContext(holder: YamlNode): YamlNode | undefined {
	if (isTlsContext(holder)) return holder
	const typed = at(holder, "transport_socket", "typed_config") ?? at(holder, "tls_context")
	return typed
}

function tlsFacts(context: YamlNode | undefined, holder: YamlNode, source: number) {
	const place: Place = {
		source,
		line: context === undefined ? holder.line : lineAt(holder, "transport_socket"),
	}
	const tls = at(context, "common_tls_context")
	const validation = tls === undefined ? [] : validationContexts(tls)
	const sds = tls === undefined ? [] : mapsWith(tls, "sds_config").map((map) => textAt(map, "name") ?? "")
	const certificates = [
		...itemsAt(tls, "tls_certificates"),
		...itemsAt(tls, "tls_certificate_sds_secret_configs"),
	]
	const trusted = validation.find((each) => at(each, "trusted_ca") !== undefined) ?? sdsTrust(tls)
	const sni = context === undefined ? undefined : settingAt(source, context, "sni")
	return {
		at: place,
		source,
		tls: context !== undefined && !/RawBuffer/.test(textAt(context, "@type") ?? ""),
		...(context === undefined ? {} : { context }),
		alpn: itemsAt(tls, "alpn_protocols").flatMap((item) =>
			item.kind === "scalar" ? item.text.split(",") : [],
		),
		hasCertificate: certificates.length > 0,
		hasSdsSpiffe:
			sds.some((name) => name.startsWith("spiffe://")) || /spire[-_]agent/.test(JSON.stringify(sds)),
		requiresCertificate: textAt(context, "require_client_certificate") === "true",
		...(trusted === undefined ? {} : { trust: { source, line: trusted.line } }),
		names: validation.flatMap((each) => expectedNames(each, source)),
		...(sni === undefined ? {} : { sni }),
		autoSni: false,
		autoSanValidation: textAt(context, "auto_sni_san_validation") === "true",
	}
}

function validationContexts(tls: YamlNode): readonly YamlNode[] {
	const paths = [
		["validation_context"],
		["combined_validation_context", "default_validation_context"],
	] as const
	return paths.flatMap((path) => at(tls, ...path) ?? [])
}

function sdsTrust(tls: YamlNode | undefined): YamlNode | undefined {
	return (
		at(tls, "validation_context_sds_secret_config") ??
		at(tls, "combined_validation_context", "validation_context_sds_secret_config") ??
		(tls === undefined ? undefined : mapsWith(tls, "custom_validator_config")[0])
	)
}

function expectedNames(validation: YamlNode, source: number): readonly Setting[] {
	const typed = itemsAt(validation, "match_typed_subject_alt_names").map((item) => at(item, "matcher"))
	const plain = itemsAt(validation, "match_subject_alt_names")
	return [...typed, ...plain].flatMap((matcher): readonly Setting[] => {
		const [found] = ["exact", "prefix"].flatMap((key) =>
			matcher === undefined ? [] : (settingAt(source, matcher, key) ?? []),
		)
		const line = matcher?.line ?? validation.line
		return [found ?? { name: "matcher", value: "", at: { source, line }, from: "file" }]
	})
}
