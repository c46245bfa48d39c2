/** A run of lines in one syntax. */
export interface TextPiece {
	readonly kind: "shell" | "braces" | "yaml" | "prose"
	readonly text: string
	/** Line of the whole text that it begins at, counted from 1. */
	readonly line: number
}

const assignment = /^\s*(?:\$ +)?(?:export +|ENV +|set +)?[A-Z_][A-Z0-9_]*=/
const dockerfileEnv = /^ENV +[A-Z_][A-Z0-9_]* +\S/
const command =
	/^\s*(?:[$>] +)?(?:sudo +)?(?:[\w./-]*\/)?(?:(?:docker|podman|nerdctl) +(?:run|create|exec)|kubectl +exec|permguard[\w-]*|grpcurl|grpc[_-]health[_-]probe|spire-(?:server|agent))(?: |$)/
const flags = /^\s*--(?:server-)?(?:tls|spiffe|[a-z]+-endpoint|server)-?[a-z-]*/
const namedFlags =
	/^(?![\s-]*[\w"'.-]+:(?: |$))(?!\s*- )\s*(?:[$>] +)?[a-z./][\w./-]* .*?--(?:server-tls|tls|spiffe)-[a-z-]+/
/** Sentences and rows of tables name flags too, and set nothing. */
const aboutFlags = /^\s*(?:\||--?[\w-]+ *\|)|\s\|\s.*\s\|(?:\s|$)|[a-z)]\.\s*$|^\s*[A-Z][a-z]+ .*--/
const brace =
	/^(?:server|http|stream|upstream|location|events|agent|plugins|health_checks|telemetry)\b[^:={]*\{/
const fence = /^\s*(?:```|~~~)|^---(?:\s|$)|^\.\.\.\s*$/
const hollow = /^\s*(?:#.*)?$/
const yamlLine = /^\s*(?:- +)*(?:["']?[\w@.$/~-][\w@.$/ ~-]*["']?\s*:(?:\s|$)|- +\S|[[{])/
const directive =
	/^\s*(?:listen|ssl_\w+|grpc_\w+|http2|server_name|proxy_pass|location|server|upstream)\b[^:]*[;{]\s*(?:#.*)?$/

/**
 * Cuts text into pieces of one syntax each: shell (assignments and commands), blocks of braces (nginx, SPIRE), and
 * YAML or JSON. Documents, fences of Markdown, and changes of syntax end a piece. Line numbers are those of the text.
 */
export function cutText(text: string, firstLine = 1): readonly TextPiece[] {
	const pieces: { kind: TextPiece["kind"]; lines: string[]; line: number }[] = []
	let kind: TextPiece["kind"] | undefined
	let depth = 0
	let isContinued = false
	for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
		const wanted: TextPiece["kind"] | undefined = isContinued
			? "shell"
			: depth > 0
				? "braces"
				: kindOf(line, kind)
		isContinued = wanted === "shell" && /\\\s*$/.test(line)
		if (wanted === undefined) {
			kind = undefined
			continue
		}
		if (wanted === "braces") depth = Math.max(0, depth + braceBalance(line))
		if (wanted === kind) pieces.at(-1)?.lines.push(line)
		else pieces.push({ kind: wanted, lines: [line], line: firstLine + index })
		kind = wanted
	}
	return pieces
		.filter(({ lines }) => lines.some((line) => !hollow.test(line)))
		.map(({ kind, lines, line }) => ({ kind, line, text: lines.join("\n") }))
}

/** Undefined: the line ends a piece and belongs to none. */
function kindOf(line: string, before: TextPiece["kind"] | undefined): TextPiece["kind"] | undefined {
	if (fence.test(line)) return undefined
	if (hollow.test(line)) return before
	if (assignment.test(line) || dockerfileEnv.test(line)) {
		// Indented, it is the text of a block in YAML.
		return before === "yaml" && /^\s/.test(line) ? "yaml" : "shell"
	}
	if (before === "yaml" && /^\s/.test(line)) return "yaml"
	if (!aboutFlags.test(line) && (command.test(line) || flags.test(line) || namedFlags.test(line)))
		return "shell"
	if (brace.test(line) || directive.test(line)) return "braces"
	if (yamlLine.test(line)) return "yaml"
	if (before === "yaml" || before === "braces") return before
	return /^[\]}]/.test(line) ? (before ?? "prose") : "prose"
}

function braceBalance(line: string): number {
	const code = line.replace(/#.*$/, "").replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, "")
	return (code.match(/\{/g)?.length ?? 0) - (code.match(/\}/g)?.length ?? 0)
}
