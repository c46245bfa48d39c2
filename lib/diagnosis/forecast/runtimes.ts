import { coreBeforePostQuantum, coreSincePostQuantum } from "./core.ts"
import { dotnet } from "./dotnet.ts"
import { goBeforeEnforcement, goSinceEnforcement } from "./go.ts"
import { javaNetty, javaOkHttp } from "./java.ts"
import { nodeBeforePostQuantum, nodeSincePostQuantum } from "./node.ts"
import type { Runtime } from "./runtime.ts"
import { tonicRustls } from "./rust.ts"

/** Every runtime and era that is forecast, in the order in which they are shown. */
export const runtimes: readonly Runtime[] = [
	goSinceEnforcement,
	goBeforeEnforcement,
	javaNetty,
	javaOkHttp,
	coreSincePostQuantum,
	coreBeforePostQuantum,
	nodeSincePostQuantum,
	nodeBeforePostQuantum,
	tonicRustls,
	dotnet,
]
