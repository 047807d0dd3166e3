import { describe, expect, it } from 'vitest';
import {
  isInside,
  marketplacePathFor,
  namesMarketplace,
  readKnownMarketplace,
} from '../../../src/install/marketplace.ts';

const known = (source: object) => readKnownMarketplace(Buffer.from(JSON.stringify({ baton: { source } })));

describe('the marketplace the client knows', () => {
  it('is read from its list, whatever else is there', () => {
    expect(known({ source: 'directory', path: '/plug' })).toEqual({
      directory: '/plug',
      source: 'directory /plug',
    });
    expect(known({ source: 'github', repo: 'a/b' })).toEqual({ directory: undefined, source: 'github a/b' });
    expect(readKnownMarketplace(Buffer.from('{"other": 1}'))).toBeUndefined();
    expect(readKnownMarketplace(Buffer.from('not json'))).toBeUndefined();
    expect(readKnownMarketplace(undefined)).toBeUndefined();
  });
});

describe('whether an installation names the marketplace', () => {
  it('does when the client knows none, or this very folder', () => {
    expect(namesMarketplace('/plug', '/c', undefined, [])).toBe(true);
    expect(namesMarketplace('/plug', '/c', known({ source: 'directory', path: '/plug' }), [])).toBe(true);
  });

  it('does when the known folder is that of an earlier installation, or gone', () => {
    expect(namesMarketplace('/plug', '/c', known({ source: 'directory', path: '/tmp' }), ['/tmp'])).toBe(
      true,
    );
    expect(namesMarketplace('/plug', '/c', known({ source: 'directory', path: '/gone/away' }), [])).toBe(
      true,
    );
  });

  it('does not when the client has the plugin from elsewhere, or Baton runs from the client’s copy', () => {
    expect(namesMarketplace('/plug', '/c', known({ source: 'github', repo: 'a/b' }), [])).toBe(false);
    expect(namesMarketplace('/plug', '/c', known({ source: 'directory', path: '/tmp' }), [])).toBe(false);
    expect(namesMarketplace('/c/plugins/cache/baton/baton/1.0.0', '/c', undefined, [])).toBe(false);
  });
});

describe('the path of the marketplace', () => {
  it('is relative inside the project, else absolute', () => {
    expect(marketplacePathFor('/p/node_modules/claude-baton', '/p')).toBe('./node_modules/claude-baton');
    expect(marketplacePathFor('/pp/claude-baton', '/p')).toBe('/pp/claude-baton');
    expect(marketplacePathFor('/plug', undefined)).toBe('/plug');
    expect(isInside('/p/..x', '/p')).toBe(true);
  });
});
