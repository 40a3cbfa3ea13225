/** Where an endpoint departs from AWS: kind of endpoint, rule, and what it does instead. Each such row must still fail there. */
export const departures: Record<string, Record<string, string>> = {
  // MiniStack 1.5.33
  ministack: {
    'AWS itself names the first version by its token':
      'gives it an id of its own; the adapter puts it again under the token',
    'a creation repeated with its token and value changes nothing': 'refuses it as taken',
    'a put repeated with its token and value is ignored, labels included': 'moves the labels again: AWSCURRENT is lost',
    'a token used again with another value is refused, and the stored value stays': 'overwrites the value',
    'a token has at least 32 characters': 'takes any length',
    'AWS itself refuses a larger value': 'stores it; the adapter refuses it before',
    'AWSPENDING is on one version, the newest': 'leaves it on the older one as well',
    'a version without labels is readable by its id':
      'no version ever loses AWSPENDING, so there is none without labels',
    'AWSCURRENT cannot be taken away without another holder': 'takes it away',
    'a version id and a label that do not agree find nothing': 'answers by the id',
  },
  // LocalStack 4.14.0
  localstack: {
    'a creation repeated with its token and value changes nothing': 'refuses it as taken',
    'a token used again with another value is refused, and the stored value stays':
      'overwrites the value while it is pending',
    'AWS itself refuses a larger value': 'stores it; the adapter refuses it before',
    'nothing can be put into a secret scheduled for deletion': 'stores it',
    'a version without labels is readable by its id': 'deletes it',
    'a promotion of a version that does not exist is refused, and changes nothing':
      'refuses it, and AWSCURRENT is lost',
    'AWSCURRENT cannot be taken away without another holder': 'takes it away',
    'the versions of a secret are listed, whatever their labels, and a secret that is not there has none':
      'leaves out one without labels, which it has deleted',
  },
};
