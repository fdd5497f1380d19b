/** What stands at the head of a company's papers; the name is the company's own where none is given. */
export type Letterhead = {
  name: string;
  nameEn: string | null;
  address: string | null;
  addressEn: string | null;
  phone: string | null;
  bank: string | null;
  bankAccount: string | null;
  taxNumber: string | null;
};

export const plainLetterhead = (name: string): Letterhead => ({
  ...{ name, nameEn: null, address: null, addressEn: null },
  ...{ phone: null, bank: null, bankAccount: null, taxNumber: null },
});
