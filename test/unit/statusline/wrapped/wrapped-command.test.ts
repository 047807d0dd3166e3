import { describe, expect, it } from 'vitest';
import { WRAPPING, wrappedEnvironment } from '../../../../statusline/wrapped/wrapped-command.ts';

describe('wrappedEnvironment', () => {
  it('marks the run, so that Baton never wraps itself', () => {
    expect(wrappedEnvironment({ HOME: '/h' })).toEqual({ HOME: '/h', [WRAPPING]: '1' });
  });

  it('puts the certificates back that the launcher took away, under their own name only', () => {
    expect(wrappedEnvironment({ BATON_EXTRA_CA_CERTS: '/ca.pem' })).toEqual({
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      [WRAPPING]: '1',
    });
  });

  it('leaves certificates alone that the launcher did not take', () => {
    const env = { NODE_EXTRA_CA_CERTS: '/ca.pem', BATON_EXTRA_CA_CERTS: '' };
    expect(wrappedEnvironment(env)).toEqual({ NODE_EXTRA_CA_CERTS: '/ca.pem', [WRAPPING]: '1' });
  });
});
