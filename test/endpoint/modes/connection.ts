import { KEY, type IMode } from '../mode';

/** Addresses, keys and what the environment holds. */
export const connection: readonly IMode[] = [
  {
    name: 'an endpoint that does all as it should',
    endpoint: {},
    inTests: true,
    expects: { requests: 4 }
  },
  {
    name: 'a key from a file with Windows line ends',
    endpoint: {},
    environment: () => ({ AIDE_API_KEY: `${KEY}\r\n` }),
    expects: { requests: 4 }
  },
  {
    name: 'a key in smart quotes, behind the word Bearer',
    endpoint: {},
    environment: () => ({ AIDE_API_KEY: `Bearer “${KEY}”` }),
    expects: { requests: 4 }
  },
  {
    name: 'a key of two lines',
    endpoint: {},
    environment: () => ({ AIDE_API_KEY: `${KEY}\r\nsecond` }),
    expects: {
      solution: false,
      requests: 0,
      says: /AIDE_API_KEY holds blanks or line ends that no key has/
    }
  },
  {
    name: 'an address with the path of the requests',
    endpoint: {},
    environment: url => ({ AIDE_BASE_URL: ` ${url}/chat/completions\r\n` }),
    expects: { requests: 4 }
  },
  {
    name: 'an address without its beginning',
    endpoint: {},
    environment: url => ({ AIDE_BASE_URL: url.replace('http://', '') }),
    expects: {
      solution: false,
      requests: 0,
      says: /AIDE_BASE_URL lacks its beginning\. Perhaps http:\/\/127/
    }
  },
  {
    name: 'an address with a query',
    endpoint: {},
    environment: url => ({ AIDE_BASE_URL: `${url}?api-version=1` }),
    expects: {
      solution: false,
      requests: 0,
      says: /AIDE_BASE_URL must not hold/
    }
  },
  {
    name: 'variables of a proxy, and a model on this machine',
    endpoint: {},
    environment: () => ({
      ALL_PROXY: 'socks5://127.0.0.1:9',
      HTTP_PROXY: 'http://127.0.0.1:9',
      NO_PROXY: '10.0.0.0/8,[::1]'
    }),
    expects: { requests: 4 }
  },
  {
    name: 'a file of certificates that is not there',
    endpoint: {},
    environment: () => ({ SSL_CERT_FILE: '/no/such/file.pem' }),
    expects: {
      solution: false,
      requests: 0,
      says: /SSL_CERT_FILE names \/no\/such\/file\.pem/
    }
  },
  {
    name: 'a list of models that the key may not see',
    endpoint: { list: { status: 403, body: { error: 'not for you' } } },
    expects: { requests: 4 }
  },
  {
    name: 'a list of models with what they take',
    endpoint: {
      list: {
        status: 200,
        body: { models: [{ name: 'scripted-large', context_length: 4096 }, {}] }
      }
    },
    expects: { requests: 4 }
  }
];
