import type { signIn as zh } from '../zh-CN/sign-in';

export const signIn = {
  'sign_in.purpose': 'Enterprise sales workspace',
  'sign_in.email': 'E-mail',
  'sign_in.password': 'Password',
  'sign_in.go': 'Sign in',
  'sign_in.wrong': 'The e-mail or the password is not right',
  'sign_in.demo': 'Demo. The password of every account is jiketong-demo',
  'sign_in.demo.manager': 'Manager',
  'sign_in.demo.lead': 'Team lead',
  'sign_in.demo.director': 'Director',
  'sign_in.demo.hq': 'Head office',
  'sign_in.demo.admin': 'Administrator',
  'sign_in.zh': '中文',
} as const satisfies Record<keyof typeof zh, string>;
