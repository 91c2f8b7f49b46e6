import manifest from '../../package.json' with { type: 'json' };

/** Version of the agent as it states it in every report: the version of the product it was built from. */
export const agentVersion: string = manifest.version;
