import azureNative from '@pulumi/azure-native/package.json' with { type: 'json' };
import kubernetes from '@pulumi/kubernetes/package.json' with { type: 'json' };

/** Version of each provider, by the package that begins a type token: the one that npm has pinned and locked. */
export const providerVersions: Readonly<Record<string, string>> = {
  'azure-native': azureNative.version,
  kubernetes: kubernetes.version,
};
